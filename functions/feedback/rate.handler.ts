import { createEditionsTable } from '../edition/model/edition.table.ts'
import { bundledPublication } from '../publication/bundled-assets.store.ts'
import { createTimedDatabase } from '../runtime/database.table.ts'
import { createLazyQueue } from '../runtime/lazy-queue.store.ts'
import { readSettings } from '../runtime/settings.ts'
import { failures } from '../subscription/forms/message.page.ts'
import { signedForm } from '../subscription/forms/signed-form.http.ts'
import { followMove } from '../subscription/states/find-moved-reader.ts'
import type { RatedMessage } from '../subscription/states/mail-act-message.ts'
import { createSubscribersTable } from '../subscription/states/subscriber.table.ts'
import { httpHandler } from '../web/form-http.ts'
import { createRatingHttp } from './rating.http.ts'
import { environment } from './settings.ts'

const settings = readSettings('rate', environment.rate)
const site = { publication: bundledPublication(), siteUrl: settings.SITE_URL }
const { database, time } = createTimedDatabase()
const { get } = createSubscribersTable(database, settings.SUBSCRIBERS_TABLE)

// Its client is loaded only when somebody presses a button, not for looking.
const feedback = createLazyQueue<RatedMessage>(settings.FEEDBACK_QUEUE_URL)
const count = (rated: Omit<RatedMessage, 'kind'>) => feedback.send([{ kind: 'rated', ...rated }])

const form = signedForm(settings.LINK_SECRET_ARN, (links) =>
  createRatingHttp({
    site,
    links,
    subscribers: {
      get: async (id) => {
        const row = await get(id)
        return row?.status === 'moved' ? (await followMove(row, get)).person : row
      },
    },
    editions: createEditionsTable(database, settings.EDITIONS_TABLE),
    now: Date.now,
    databaseTime: time.earliest,
    count,
  }),
)

/** GET and POST /rating. */
export const handler = httpHandler(form, failures(site))
