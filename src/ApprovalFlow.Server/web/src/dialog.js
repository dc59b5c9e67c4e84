// A modal <dialog> keeps focus inside and gives it back; only a script can open one.
export function open(dialog, owner) {
  if (dialog.open) return;
  dialog.addEventListener('cancel', event => {
    event.preventDefault();
    owner.invokeMethodAsync('DismissAsync');
  }, { once: true });
  dialog.showModal();
  (dialog.querySelector('[autofocus]') ?? dialog.querySelector('button'))?.focus();
}

export function close(dialog) {
  if (dialog?.open) dialog.close();
}
