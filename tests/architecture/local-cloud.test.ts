import { inFile, testRule } from './complaints.ts'
import { theLocalCloudKnowsNoneOfOurNames } from './rules/local-cloud.ts'

testRule(theLocalCloudKnowsNoneOfOurNames, [
  inFile('packages/local-cloud/x.ts')("export const x = 'Subscribers'", ' says Subscriber'),
  inFile('packages/local-cloud/x.ts')("export const x = 'Recipients'"),
  inFile('functions/issue/x.ts')("export const x = 'Subscribers'"),
])
