/**
 * A page that a browser kept and shows again, as after “back”, is as somebody left it: what is pressed there now is another act
 * than what was pressed then.
 */
export const renewFormKeys = (): void => {
  addEventListener('pageshow', ({ persisted }) => {
    if (!persisted) return
    for (const field of document.querySelectorAll<HTMLInputElement>('input[name=once]'))
      field.value = crypto.randomUUID()
  })
}
