import axe, { type AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'

/** What axe finds on a page that is serious or worse, one line a rule; contrast of less than 4.5 : 1 is. */
export const seriousFaults = (page: Page): Promise<string[]> => faultsBy('axe.run()', page)

/** The same of contrast alone: all that another colour scheme alters. */
export const contrastFaults = (page: Page): Promise<string[]> =>
  faultsBy("axe.run({ runOnly: ['color-contrast'] })", page)

const faultsBy = async (run: string, page: Page): Promise<string[]> => {
  await page.evaluate(axe.source)
  const { violations } = (await page.evaluate(run)) as AxeResults
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, help, nodes }) =>
        `${id}: ${help} (${nodes.length} times, first ${nodes[0]?.html.slice(0, 120)})`,
    )
}
