import { inFile, testRule } from './complaints.ts'
import { handlersExportTheirHandler } from './rules/handlers.ts'

const handler = inFile('functions/issue/x.handler.ts')

testRule(handlersExportTheirHandler, [
  handler(
    '/* handlerOf */\nexport const handler = (event: unknown) => event // queueHandler',
    ' begins with no call',
  ),
  handler('export const handler = async () => { handlerOf() }', ' begins with no call'),
  handler('const handlerOf = (f: any) => f\nexport const handler = handlerOf(1)', ' begins with handlerOf'),
  handler(
    "import { handlerOf } from '../runtime/handler.ts'\nexport const handler = handlerOf()\nexport const other = 1",
    ' exports handler, other, not its handler',
  ),
  handler('export default 1', ' exports default, not its handler'),
  handler('const handler = 1', ' exports nothing, not its handler'),
  handler(
    "import { handlerOf } from '../runtime/handler.ts'\nexport const handler = handlerOf().handler(() => 1)",
  ),
])
