// The page that is shared: a shop's list of as many nodes as asked for, the same each time.

/** Nodes of one row, texts included. */
const NODES_PER_ROW = 12;
const RULES = 150;

const WORDS = (
  'amber anchor apple autumn bay bell birch blue bolt brook canvas cedar clay cloud coast copper coral cotton crane dawn delta ' +
  'dune echo ember fern field flax forest garden glass grain harbor hazel heron honey indigo iron ivory jade juniper kite lake ' +
  'lantern leaf linen maple marsh meadow mint moss north oak olive orchard pearl pine plain quartz rain raven reed river rose ' +
  'saffron sage sail salt sand silver sky slate snow spruce stone storm summer swan thistle tide timber valley velvet violet ' +
  'walnut water wheat willow wind winter wool wren'
).split(' ');

/**
 * @param script - what runs in the page besides its own script
 * @returns the HTML of a page with about so many nodes
 */
export function siteHtml(nodes: number, script?: string): string {
  const word = words(nodes);
  const rows = Array.from({ length: rowsOf(nodes) }, (_, i) => row(i, word)).join('\n');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Shop</title>
<link rel="icon" href="data:,">
<style>
body { margin: 0; font: 14px/1.4 sans-serif }
main { padding: 8px; width: 900px }
ul { list-style: none; margin: 0; padding: 0 }
.row { display: flex; gap: 8px; height: 24px; contain: strict }
dialog::backdrop { background: #0008 }
${Array.from({ length: RULES }, (_, i) => `.${word()}-${i} > .${word()} { color: #${(i * 4099).toString(16).padStart(6, '0')}; margin: ${i % 9}px; }`).join('\n')}
</style>
</head>
<body>
<header><h1>Kites and more</h1><nav><a href="/bench/a">New</a> <a href="/bench/b">Sale</a> <a href="/bench/c">Help</a></nav></header>
<main>
<form><label for="name">Name</label> <input id="name" name="name"> <textarea id="note" name="note" rows="3" cols="60"></textarea></form>
<dialog id="dialog"><h2>Thank you</h2><p>Your order is on its way.</p><button>Close</button></dialog>
<ul id="list">
${rows}
</ul>
</main>
<footer id="end">All prices in euro.</footer>
<script src="/bench/site.js"></script>
${script ? `<script type="module" src="/bench/${script}.js"></script>` : ''}
</body>
</html>`;
}

export function rowsOf(nodes: number): number {
  return Math.round(nodes / NODES_PER_ROW);
}

export function row(i: number, word: () => string): string {
  return (
    `<li class="row ${word()}" data-id="${1000 + i}"><a class="name" href="/bench/p/${word()}-${i}">${word()} ${word()} ${word()}</a>` +
    `<span class="price">${(i * 37) % 900}.${10 + ((i * 7) % 90)}</span><em>${word()} ${word()}</em>` +
    `<button type="button" class="add" aria-label="Add ${word()}"><span class="icon" aria-hidden="true"></span>Add</button></li>`
  );
}

/** Words by chance, the same ones each time. */
export function words(seed: number): () => string {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return WORDS[(state >>> 8) % WORDS.length]!;
  };
}
