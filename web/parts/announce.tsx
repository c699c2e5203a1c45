const ID = 'announcer'

/** Where what was done is read out by screen readers; one for all pages. */
export function Announcer() {
  return <p id={ID} role="status" className="visually-hidden" />
}

/** Says that something was done, to whoever does not see the page change. */
export function announce(sentence: string): void {
  const place = document.getElementById(ID)
  if (place !== null) place.textContent = sentence
}
