import type { Problem } from '../../issue/issue.ts'
import type { LocalEdition } from './editions.ts'
import { kilobytes, plural, problemLine } from './format.ts'
import type { World } from './world.ts'

/** Prints every problem of an issue, then how many there are. @returns the exit code */
export const reportProblems = (world: World, dir: string, problems: readonly Problem[]): number => {
  for (const problem of problems) world.print(problemLine(dir, problem))
  world.complain(world.style('red', `${plural(problems.length, 'problem')}: the issue cannot be published`))
  return 1
}

/** Prints what an issue's editions hold. */
export const reportEditions = (world: World, id: string, editions: readonly LocalEdition[]): void => {
  for (const { language, articles, digestBytes } of editions)
    world.print(`${id}  ${language}  ${plural(articles, 'article')}, digest ${kilobytes(digestBytes)}`)
}
