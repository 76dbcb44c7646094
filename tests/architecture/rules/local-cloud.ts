import type { Rule } from '../source.ts'

const names = /masthead|newsletter|subscriber|matrix/i

/** It could run any CDK app: it knows none of our names. */
export const theLocalCloudKnowsNoneOfOurNames: Rule = (sources) =>
  sources
    .filter(({ path, text }) => path.startsWith('packages/local-cloud/') && names.test(text))
    .map(({ path, text }) => `${path} says ${names.exec(text)![0]}`)
