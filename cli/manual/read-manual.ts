import { readFileSync } from 'node:fs'
import { signSvg } from '../../functions/edition/card/logo.ts'
import { printStylesheet, stylesheet } from '../../functions/web/style.ts'
import { ownFile } from '../../infra/own-files.ts'
import { type ManualFile, makeManual } from './manual.ts'
import { generatedParts } from './reference/parts.ts'

const brand = { ink: '#17202e', paper: '#ffffff', accent: '#0b5cad', accentDark: '#7ab8ff' }
const textOf = (path: string) => readFileSync(ownFile(path), 'utf8')

/** The whole manual, as files of a site. @throws with everything that is wrong with it */
export const readManual = async (): Promise<ManualFile[]> => {
  const { version } = JSON.parse(textOf('package.json'))
  const pages = makeManual({ version, read: textOf, generated: await generatedParts() })
  return [
    ...pages,
    {
      path: 'manual.css',
      text: `${stylesheet(brand)}\n${printStylesheet}\n${textOf('cli/manual/manual.css')}`,
    },
    { path: 'favicon.svg', text: signSvg(brand) },
  ]
}
