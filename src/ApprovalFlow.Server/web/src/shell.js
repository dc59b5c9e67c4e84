// What every page needs from a script. Custom elements, so that they come alive however the markup arrived:
// first load, enhanced navigation or an interactive component.
import './flow-view.js';
import './print-button.js';
import './board-chart.js';

// Whoever chose a place from the sheet of places has no more use for the sheet.
document.addEventListener('click', event => event.target.closest?.('[popover] a')?.closest('[popover]').hidePopover());
