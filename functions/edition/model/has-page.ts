import type { Article } from '../../issue/issue.ts'

/** Whether an article has a page of its own: not a brief that leads elsewhere. */
export const hasPage = ({ article }: { article: Article }): boolean => !article.leadsTo
