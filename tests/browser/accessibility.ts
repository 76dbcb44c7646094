import axe, { type AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'

/** What axe finds on a page that is serious or worse, one line a rule; contrast of less than 4.5 : 1 is. */
export const seriousFaults = (page: Page): Promise<string[]> => faultsBy('', page)

/** The same of contrast alone: all that another colour scheme alters. */
export const contrastFaults = (page: Page): Promise<string[]> =>
  faultsBy("{ runOnly: ['color-contrast'] }", page)

const faultsBy = async (options: string, page: Page): Promise<string[]> => {
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(axe.source)
  const { violations } = (await page.evaluate(`axe.run(${options})`)) as AxeResults
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, help, nodes }) =>
        `${id}: ${help} (${nodes.length} times, first ${nodes[0]?.html.slice(0, 120)})`,
    )
}

/** Where a finger would miss: what is pressed, links within text aside, is to be 44 pixels high (WCAG 2.2, 2.5.5 and its exceptions). */
export const smallTargets = (page: Page): Promise<string[]> =>
  page.evaluate(`[...document.querySelectorAll('a, button, select, summary, textarea, input:not([type=hidden])')].flatMap((one) => {
    if (one.tagName === 'A' && getComputedStyle(one).display === 'inline') return []
    const target = ['checkbox', 'radio'].includes(one.type) ? (one.closest('label') ?? one) : one
    const { width, height } = target.getBoundingClientRect()
    return width > 1 && height > 1 && height < 43.5
      ? [Math.round(height) + ' px high: ' + (one.textContent || one.name || one.className).trim().slice(0, 40)]
      : []
  })`)
