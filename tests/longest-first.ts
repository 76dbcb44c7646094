import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files that take a minute or more, the longest first. By their size, which is all that is known after `npm ci`, some would come last. */
export const longest = [
  'tests/browser/console/console.long.test.ts',
  'tests/journeys/installed.long.test.ts',
  'tests/journeys/necessity.long.test.ts',
  'tests/journeys/pace.long.test.ts',
  'tests/unit/cli/import/stranger-sizes.long.test.ts',
  'tests/bench/sending.long.test.ts',
  'tests/browser/reader/reader.long.test.ts',
  'tests/journeys/any-publication.long.test.ts',
  'tests/unit/edition/whole-at-any-moment.test.ts',
  'tests/unit/edition/publish.test.ts',
]

/** Begins each project with its longest files, so that no processor is idle while the last one runs. */
export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    return inProjects(sorted).flatMap((ofOne) => ofOne.toSorted((a, b) => rankOf(a) - rankOf(b)))
  }
}

const rankOf = ({ moduleId }: TestSpecification): number => {
  const rank = longest.findIndex((file) => moduleId.endsWith(`/${file}`))
  return rank === -1 ? longest.length : rank
}

/** One project after another, as they are sorted. */
const inProjects = (files: TestSpecification[]): TestSpecification[][] => [
  ...Map.groupBy(files, ({ project }) => project.name).values(),
]
