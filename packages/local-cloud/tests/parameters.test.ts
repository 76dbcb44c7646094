import { expect, test } from 'vitest'
import { withPrevious } from '../template/parameters.ts'
import type { Template } from '../template/template.ts'

/** Successive deployments of one stack, each with its own default for `Site`, or without the parameter. */
const aStack = () => {
  let values: Record<string, string> = {}
  return (Default?: string, given: Record<string, string> = {}) => {
    const Parameters: Template['Parameters'] =
      Default === undefined ? {} : { Site: { Type: 'String', Default } }
    values = withPrevious({ Parameters, Resources: {} }, given, values)
    return values.Site
  }
}

test('a new default does not reach a stack that exists, as with `cdk deploy`; what is given does, and stays', () => {
  const deploy = aStack()
  expect(deploy('first')).toBe('first')
  expect(deploy('second')).toBe('first')
  expect(deploy('second', { Site: 'given' })).toBe('given')
  expect(deploy('third')).toBe('given')
})

test('a parameter that the template lost is forgotten', () => {
  const deploy = aStack()
  deploy('first')
  expect(deploy()).toBeUndefined()
  expect(deploy('second')).toBe('second')
})
