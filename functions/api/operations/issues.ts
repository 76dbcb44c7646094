import { Manifest } from '../../issue/manifest.ts'
import { IssueAnswer, IssuesAnswer, UnpublishAnswer, Uploads, ViewsAnswer } from '../answers/issues.ts'
import { ChangesAnswer, PreviewAnswer } from '../answers/previews.ts'
import { IssuesQuery } from '../issues.ts'
import { PreviewQuery } from '../previews.ts'
import type { OperationsUnder } from './operation.ts'

export const issueOperations: OperationsUnder<'/api/issues'> = {
  'POST /api/issues/{issue}/uploads': {
    id: 'uploadIssue',
    summary: 'Asks where to put the files of an issue.',
    body: Manifest,
    answers: { 200: Uploads },
  },
  'GET /api/issues': {
    id: 'listIssues',
    summary: 'Lists published issues, newest first.',
    query: IssuesQuery,
    answers: { 200: IssuesAnswer },
  },
  'GET /api/issues/{issue}': {
    id: 'showIssue',
    summary: 'Shows what is published of an issue, and what came of its last upload.',
    answers: { 200: IssueAnswer },
  },
  'GET /api/issues/{issue}/views': {
    id: 'showViews',
    summary: 'Says how often the pages of an issue and of its articles were viewed.',
    answers: { 200: ViewsAnswer },
  },
  'GET /api/issues/{issue}/preview': {
    id: 'previewIssue',
    summary: 'Shows the mail of an issue as readers get it.',
    query: PreviewQuery,
    answers: { 200: PreviewAnswer },
  },
  'GET /api/issues/{issue}/changes': {
    id: 'showChanges',
    summary: 'Says what changed in an issue since it was published before.',
    answers: { 200: ChangesAnswer },
  },
  'POST /api/issues/{issue}/unpublish': {
    id: 'unpublishIssue',
    summary: 'Takes a whole issue down.',
    answers: { 202: UnpublishAnswer },
    refusals: ['not-possible', 'try-again'],
  },
}
