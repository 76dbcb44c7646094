import { randomUUID } from 'node:crypto'
import { bundledPublication } from '../publication/bundled-assets.store.ts'
import { createTimedDatabase } from '../runtime/database.table.ts'
import { madeOfSecret } from '../runtime/secret.ts'
import { readSettings } from '../runtime/settings.ts'
import { createLedgerTables } from '../sending/ledger/ledger-tables.table.ts'
import { failures } from '../subscription/forms/message.page.ts'
import { signedForm } from '../subscription/forms/signed-form.http.ts'
import { createImportsTable } from '../subscription/import/imports.table.ts'
import { createSignUpCounters } from '../subscription/limits/sign-up-counters.table.ts'
import { createAnnouncingSubscribers } from '../subscription/states/announcing-subscribers.store.ts'
import { createLeftInboxes } from '../subscription/states/left-inboxes.table.ts'
import { createNoteInbox } from '../subscription/states/note-left-inboxes.ts'
import { createReaderIds } from '../subscription/states/reader-id.ts'
import { createStanding } from '../subscription/states/readers-by-any-id.ts'
import { httpHandler } from '../web/form-http.ts'
import { createEraseReader } from './erase-reader.ts'
import { createReaderCopy } from './reader-copy.ts'
import { environment } from './settings.ts'
import { createYourDataHttp } from './your-data.http.ts'
import { createYourData } from './your-data.ts'

const settings = readSettings('reader-data', environment['reader-data'])
const site = { publication: bundledPublication(), siteUrl: settings.SITE_URL }
const { database, time } = createTimedDatabase()
const ledger = createLedgerTables(database, settings.SENDS_TABLE)
const counters = createSignUpCounters(database, settings.SIGN_UPS_TABLE)
const now = Date.now

const readerIds = madeOfSecret(settings.READER_ID_SECRET_ARN, createReaderIds)
const idOf = async (address: string) => (await readerIds())(address)
const subscribers = createAnnouncingSubscribers(database, settings, idOf)

const form = signedForm(settings.LINK_SECRET_ARN, (links) =>
  createYourDataHttp({
    site,
    yourData: createYourData({
      subscribers: createStanding({ subscribers, latest: time.latest }),
      links,
      copy: createReaderCopy({
        ...ledger,
        imports: createImportsTable(database, settings.IMPORTS_TABLE),
        counters,
        idOf,
        now,
        publication: site.publication.names[site.publication.languages[0]!]!,
      }),
      erase: createEraseReader({
        subscribers,
        erasures: ledger.erasures,
        sends: ledger.sends,
        // What was counted of mails to this inbox stays for its day: else whoever holds a reader's link could have a mail sent
        // after each erasure.
        counters: { forget: async () => {} },
        idOf,
        noteInbox: createNoteInbox({ ...createLeftInboxes(database, settings.SUBSCRIBERS_TABLE), idOf }),
        token: randomUUID,
        now,
        time,
      }),
      now,
    }),
    now,
  }),
)

/** GET and POST /preferences/data and /preferences/erase. */
export const handler = httpHandler(form, failures(site))
