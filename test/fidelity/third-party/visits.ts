import type { Frame } from 'puppeteer-core';
import type { Tolerance } from '../pair.js';

/** A page with a front end that we did not write, and what a visitor does there. */
export interface Visit {
  path: string;
  steps: Readonly<Record<string, (page: Frame) => Promise<unknown>>>;
  tolerance?: Tolerance;
}

const click = (selector: string) => (page: Frame) => page.locator(selector).click();
const press = async (page: Frame, ...keys: string[]) => {
  for (const key of keys) await page.page().keyboard.press(key as 'Enter');
};

/** By the mouse, from the middle of an element, through several points. */
async function drag(page: Frame, selector: string, x: number, y: number): Promise<void> {
  const { mouse } = page.page();
  const handle = await page.waitForSelector(selector);
  const box = (await handle!.boundingBox())!;
  const [left, top] = [box.x + box.width / 2, box.y + box.height / 2];
  await mouse.move(left, top);
  await mouse.down();
  for (let i = 1; i <= 4; i += 1) await mouse.move(left + (x * i) / 4, top + (y * i) / 4);
  await mouse.up();
}

/** Pictures of canvases lose a little on their way. */
const canvas: Tolerance = { pixels: 0.01 };

export const visits: Readonly<Record<string, Visit>> = {
  'an API console': {
    path: 'swagger.html',
    steps: {
      'opens an operation': click('.opblock-get .opblock-summary-control'),
      'tries it out': click('.try-out__btn'),
      types: async (page) => {
        await page.locator('.parameters input').click();
        await page.page().keyboard.type('7');
      },
      'shows the schemas': click('.opblock-post .opblock-summary-control'),
      'asks for a key': click('.authorize'),
    },
  },
  'a rich text editor': {
    path: 'quill.html',

    steps: {
      types: async (page) => {
        await page.locator('.ql-editor p').click();
        await press(page, 'End');
        await page.page().keyboard.type(' More words.');
      },
      'makes them bold': async (page) => {
        for (let i = 0; i < 6; i += 1) await page.page().keyboard.press('ArrowLeft');
        await page.page().keyboard.down('Shift');
        await press(page, 'End');
        await page.page().keyboard.up('Shift');
        await page.locator('.ql-bold').click();
      },
      'opens a list of colours': click('.ql-color .ql-picker-label'),
      'makes a list': async (page) => {
        await press(page, 'Escape');
        await page.locator('.ql-list[value=bullet]').click();
      },
    },
  },
  'a map': {
    path: 'leaflet.html',
    tolerance: canvas,
    steps: {
      'opens a popup': click('.leaflet-marker-icon'),
      'goes nearer': click('.leaflet-control-zoom-in'),
      'drags it': (page) => drag(page, '#map', 120, 80),
      'takes shapes away': async (page) => {
        await page.locator('.leaflet-control-layers').hover();
        await page.locator('.leaflet-control-layers-overlays input').click();
      },
    },
  },
  'a data grid': {
    path: 'tabulator.html',
    steps: {
      sorts: click('.tabulator-col[tabulator-field=wind]'),
      filters: async (page) => {
        await page.locator('.tabulator-col[tabulator-field=name] input').click();
        await page.page().keyboard.type('Kite 1');
      },
      'edits a cell': async (page) => {
        await page.locator('.tabulator-cell[tabulator-field=colour]').click();
      },
      'selects a row': async (page) => {
        await press(page, 'Escape');
        await page.locator('.tabulator-row input[type=checkbox]').click();
      },
      scrolls: (page) => page.$eval('.tabulator-tableholder', (holder) => holder.scrollTo(0, 2000)),
    },
  },
  'a spreadsheet': {
    path: 'jspreadsheet.html',
    steps: {
      'selects cells': (page) => drag(page, 'td[data-x="1"][data-y="0"]', 100, 50),
      'edits one': async (page) => {
        await page.locator('td[data-x="1"][data-y="1"]').click();
        await page.page().keyboard.type('99');
        await press(page, 'Enter');
      },
      'opens the menu': (page) =>
        page.locator('td[data-x="0"][data-y="2"]').click({ button: 'right' }),
      'goes to the other sheet': async (page) => {
        await press(page, 'Escape');
        await page.locator('.jtabs-headers > div:nth-child(2)').click();
      },
    },
  },
  'a calendar': {
    path: 'calendar.html',
    steps: {
      'goes on': click('.ec-next'),
      'goes back': click('.ec-prev'),
      'drags an event': (page) => drag(page, '.ec-event', 120, 60),
      'shows the month': click('.ec-dayGridMonth'),
      'shows a list': click('.ec-listWeek'),
    },
  },
  'a gallery of charts': {
    path: 'charts.html',
    tolerance: canvas,
    steps: {
      'other numbers': click('#more'),
      'leaves a part out': async (page) => {
        const box = (await (await page.$('#bars'))!.boundingBox())!;
        await page.page().mouse.click(box.x + box.width / 2, box.y + 15);
      },
    },
  },
};
