import { columnsOf } from '../../emails/text-columns.ts'
import { readRule } from '../../functions/subscription/segments/read-rule.ts'
import { type Rule, segmentName } from '../../functions/subscription/segments/rule.ts'
import { Misuse } from '../terminal/terminal-io.ts'

/** A segment as typed: the name of a saved one, or a rule. Rules have a colon or a sign; names do not. */
export const segmentTyped = (text: string): string | Rule =>
  segmentName.test(text) ? text : ruleTyped(text, '--segment')

/**
 * A rule as typed.
 * @param option where it was typed
 * @throws Misuse that points at what is wrong in it
 */
export const ruleTyped = (text: string, option: string): Rule => {
  const read = readRule(text)
  if (read.outcome === 'read') return read.rule
  const { column, message } = read
  const lead = ' '.repeat(columnsOf(text.slice(0, column - 1)))
  throw new Misuse(`${option}, column ${column}: ${message}\n  ${text}\n  ${lead}^`)
}
