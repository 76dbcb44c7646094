import type { createSignIn, SignInOptions } from './sign-in-by-user-pool.store.ts'

type SignIn = ReturnType<typeof createSignIn>

/** Loads the client of OpenID Connect when somebody signs in or out, or an hour has passed since: few visits wait for it. */
export const createLazySignIn = (options: SignInOptions): SignIn => {
  let loaded: Promise<SignIn> | undefined
  const load = async (): Promise<SignIn> => {
    const signIn = await import('./sign-in-by-user-pool.store.ts')
    return signIn.createSignIn(options)
  }
  const signIn = () => {
    loaded ??= load()
    return loaded
  }
  return {
    begin: async (to) => (await signIn()).begin(to),
    finish: async (query, begun) => (await signIn()).finish(query, begun),
    renew: async (tokens) => (await signIn()).renew(tokens),
    end: async (tokens, to) => (await signIn()).end(tokens, to),
  }
}
