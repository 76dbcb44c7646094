import type { IssueFile, Problem } from '../../functions/issue/issue.ts'
import { type StarterText, starterTextIn } from '../new/starter-text.ts'
import { todosIn } from './find-todos.ts'
import { mutePicturesIn } from './mute-pictures.ts'

/** What no rule is against, and no reader should get. */
export type Unfinished = { starter: StarterText; todos: Problem[] }

/** @param files as much of an issue's folder as is text */
export const unfinishedIn = (files: readonly IssueFile[]): Unfinished => ({
  starter: starterTextIn(files),
  todos: [...todosIn(files), ...mutePicturesIn(files)],
})

/**
 * What `check` says of it. Words of `masthead new` beside somebody's own would be mailed with them: a problem. An issue that
 * nobody has begun is waited for.
 */
export const judged = ({
  starter: { found, isUntouched },
  todos,
}: Unfinished): { problems: Problem[]; warnings: Problem[] } =>
  isUntouched ? { problems: [], warnings: [...found, ...todos] } : { problems: found, warnings: todos }
