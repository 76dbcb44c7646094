import type { Mailer } from '../../mail/mailer.ts'

/**
 * SES for a function that shows its form more often than it writes: the client is loaded with the first mail, and is one for as
 * long as the function lives. Whoever opens the form does not wait for it.
 */
export const createLazyMailer = (configurationSet: string): Pick<Mailer, 'send'> => {
  let loaded: Promise<Mailer> | undefined
  const load = async (): Promise<Mailer> => {
    const { createMailer } = await import('../../mail/mailer.ts')
    return createMailer(configurationSet)
  }
  return {
    send: async (mail, mayCall) => {
      loaded ??= load()
      return (await loaded).send(mail, mayCall)
    },
  }
}
