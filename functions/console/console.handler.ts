import { randomBytes, randomUUID } from 'node:crypto'
import { personOf } from '../access/identify.ts'
import { bundledConsoleScript, bundledPublication } from '../publication/bundled-assets.store.ts'
import { createDatabase } from '../runtime/database.table.ts'
import { readSettings } from '../runtime/settings.ts'
import { httpHandler, page } from '../web/form-http.ts'
import { printStylesheet, stylesheet } from '../web/style.ts'
import { createAssets } from './assets.ts'
import { createCallApi } from './call-api.store.ts'
import { createConsole } from './console.http.ts'
import { failurePage } from './frame/failure.page.ts'
import { consoleCss } from './frame/style.ts'
import { createUploadFile } from './readers/import/upload-file.store.ts'
import { claimsOf } from './session/claims.store.ts'
import { createCookies } from './session/cookies.ts'
import { createLazySignIn } from './session/lazy-sign-in.store.ts'
import { createSessionsTable } from './session/sessions.table.ts'
import { createSessions } from './session/sessions.ts'
import { environment, signInDonePath } from './settings.ts'

const settings = readSettings('console', environment.console)
const { SITE_URL: siteUrl, EDGE_KEY: edgeKey } = settings
const publication = bundledPublication()
const assets = createAssets(
  `${stylesheet(publication.brand)}${printStylesheet}${consoleCss}`,
  bundledConsoleScript(),
)

const answer = createConsole({
  ...{ publication, siteUrl, edgeKey, assets },
  cookies: createCookies(siteUrl.startsWith('https:')),
  sessions: createSessions({
    kept: createSessionsTable(createDatabase(), settings.SESSIONS_TABLE),
    pool: createLazySignIn({
      issuer: settings.ISSUER,
      client: settings.CLIENT_ID,
      back: siteUrl + signInDonePath,
    }),
    whoIn: (id) => personOf(claimsOf(id)),
    random: randomBytes,
    now: Date.now,
  }),
  callApi: createCallApi({ url: settings.API_URL, edgeKey }),
  uploadFile: createUploadFile(),
  newKey: randomUUID,
  now: Date.now,
})

/**
 * `/admin` and all below it. Where a file of readers comes without a script, its bytes pass in base64, and Lambda takes 6 MB in all
 * (AWS Lambda Developer Guide, "Lambda quotas").
 */
export const handler = httpHandler(
  answer,
  ({ headers }, status) =>
    page(status, failurePage(status, headers['accept-language'], publication, assets.paths)),
  { longestFiles: 5_800_000 },
)
