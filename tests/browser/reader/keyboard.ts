import type { Page } from 'playwright-core'

/** A place where the focus stops, and how it shows there. */
type Stop = {
  name: string
  top: number
  bottom: number
  left: number
  right: number
  /** Which part of the page it is in, counted in the document's order. */
  part: number
  inWindow: boolean
  ring: { style: string; width: number; colour: string; ground: string }
}

/** What the page calls an element, for messages. */
const naming = `const nameOf = (one) =>
  [one.tagName.toLowerCase(), one.id && '#' + one.id, one.name && '[' + one.name + '=' + one.value.slice(0, 12) + ']', (one.textContent || '').trim().slice(0, 20)]
    .filter(Boolean).join(' ')`

/**
 * Every stop that is due, in the document's order, after the one that has the focus. A group of radios is one; a date is
 * four: its three parts, and what opens the calendar; a time of a date has three more.
 */
const due = `(() => {
  ${naming}
  const isLeader = (radio) => {
    const group = [...radio.form.elements[radio.name]]
    return radio === (group.find((one) => one.checked) ?? group[0])
  }
  return [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]
    .filter((one) => one.tabIndex >= 0 && !one.disabled && one.type !== 'hidden' && one.checkVisibility({ visibilityProperty: true }))
    .filter((one) => one.type !== 'radio' || isLeader(one))
    .filter((one) => document.activeElement === document.body
      || document.activeElement.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING)
    .flatMap((one) => Array({ date: 4, 'datetime-local': 7 }[one.type] ?? 1).fill(nameOf(one)))
})()`

const here = `(() => {
  ${naming}
  const parts = 'header, main, footer, section'
  const one = document.activeElement
  const { top, bottom, left, right } = one.getBoundingClientRect()
  const { outlineStyle, outlineWidth, outlineOffset, outlineColor } = getComputedStyle(one)
  const ring = parseFloat(outlineWidth) + parseFloat(outlineOffset)
  let around = one.parentElement
  while (around && getComputedStyle(around).backgroundColor === 'rgba(0, 0, 0, 0)') around = around.parentElement
  return {
    name: nameOf(one), top: top + scrollY, bottom: bottom + scrollY, left, right,
    part: [...document.querySelectorAll(parts)].indexOf(one.closest(parts)),
    inWindow: top >= ring && bottom <= innerHeight - ring && left >= ring,
    ring: { style: outlineStyle, width: parseFloat(outlineWidth), colour: outlineColor,
      ground: getComputedStyle(around ?? document.body).backgroundColor },
  }
})()`

/**
 * Goes through a page by Tab from where the focus is, and back by Shift+Tab to the first stop.
 * @returns what is wrong with the order or with how the focus shows, one line a stop
 */
export const faultsOnTour = async (page: Page): Promise<string[]> => {
  // Letters of another width would move what is measured on the way.
  await page.evaluate('document.fonts.ready.then(() => {})')
  const names = (await page.evaluate(due)) as string[]
  const press = async (key: string) => {
    await page.keyboard.press(key)
    return (await page.evaluate(here)) as Stop
  }
  const stops: Stop[] = []
  for (const _ of names) stops.push(await press('Tab'))
  const back: string[] = []
  for (const _ of names.slice(1)) back.unshift((await press('Shift+Tab')).name)
  return [
    ...(names.length === 0 ? ['nothing can be reached'] : []),
    ...names.flatMap((name, at) =>
      stops[at]!.name === name ? [] : [`${stops[at]!.name} comes where ${name} is due`],
    ),
    ...back.flatMap((name, at) =>
      name === names[at] ? [] : [`back comes ${name} where ${names[at]} is due`],
    ),
    ...stops.flatMap((stop, at) => faultsAt(stop, stops[at - 1])),
  ]
}

const faultsAt = (stop: Stop, before: Stop | undefined): string[] => {
  const { name, inWindow, ring } = stop
  const isSeen = ring.style !== 'none' && ring.width >= 2 && contrast(ring.colour, ring.ground) >= 3
  // A part of the page that stands beside the one before begins at the top.
  const isNextColumn = before && stop.part !== before.part && stop.left >= before.right
  const jumps =
    before &&
    !isNextColumn &&
    (stop.bottom <= before.top || (stop.top < before.bottom && stop.left < before.left))
  return [
    ...(isSeen ? [] : [`${name} has the focus and does not show it: ${JSON.stringify(ring)}`]),
    ...(inWindow ? [] : [`${name} has the focus outside the window`]),
    ...(jumps ? [`${name} stands before ${before.name} and comes after it`] : []),
  ]
}

/** WCAG 2.2, "contrast ratio", of two colours without transparency. */
const contrast = (...colours: [string, string]): number => {
  const [a = 0, b = 0] = colours.map(luminance)
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

const luminance = (colour: string): number => {
  const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? [])
    .map((part) => Number(part) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** Presses a key until the focus is where it shall be. */
export const moveTo = async (page: Page, selector: string, key = 'Tab'): Promise<void> => {
  const hasFocus = page.locator(`${selector}:focus`)
  for (let presses = 0; (await hasFocus.count()) === 0; presses += 1) {
    if (presses > 60) throw new Error(`No way leads to ${selector} by ${key}`)
    await page.keyboard.press(key)
  }
}
