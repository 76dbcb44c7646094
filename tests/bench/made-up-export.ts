import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

const header =
  '"Email Address","First Name","Last Name",Address,"Phone Number",MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP,LATITUDE,LONGITUDE,GMTOFF,DSTOFF,TIMEZONE,CC,REGION,LAST_CHANGED,LEID,EUID,NOTES,TAGS\n'
/** Of Mailchimp's files only the name says how those in it stand. */
export const exportName = 'subscribed_members_export_1a2b3c.csv'

const perChunk = 400

const line = (row: number): string =>
  `reader-${row}@mail-${row % 997}.example.org,Ada,Lovelace,,,2,"2018-06-12 07:53:28",192.0.2.7,"2018-06-12 07:54:00",192.0.2.7,53.3,-9.0,0,1,Europe/London,IE,G,"2024-01-01 00:00:00",${row},fa7ae01bbebc,,"""student"""\n`

/** An export of Mailchimp's with so many readers, 22 columns each, in parts. */
export function* exportOf(rows: number): Generator<string> {
  yield header
  for (let row = 0; row < rows; row += perChunk)
    yield Array.from({ length: Math.min(perChunk, rows - row) }, (_, at) => line(row + at)).join('')
}

export const writeExport = (rows: number, file: string): Promise<void> =>
  pipeline(Readable.from(exportOf(rows)), createWriteStream(file))
