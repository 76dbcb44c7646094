import { spawn } from 'node:child_process'

/** The command that opens an address in the user's browser, on each system. */
const openers: Partial<Record<NodeJS.Platform, [command: string, ...args: string[]]>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
}

/** @returns false when there is nothing that opens an address */
export const openBrowser = (url: string, platform: NodeJS.Platform): Promise<boolean> => {
  const [command, ...args] = openers[platform] ?? ['xdg-open']
  return new Promise((resolve) => {
    const opener = spawn(command, [...args, url], { stdio: 'ignore', detached: true })
    opener.once('error', () => resolve(false))
    opener.once('spawn', () => {
      opener.unref()
      resolve(true)
    })
  })
}
