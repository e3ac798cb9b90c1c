/** Of the highlight that shows the leader's selection; empty where the browser has no highlights that a script can make. */
export const HIGHLIGHT =
  'highlights' in CSS && CSS.supports('selector(::highlight(a))') ? 'surfly-selection' : '';
