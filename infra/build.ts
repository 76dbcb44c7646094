import type { Publication } from '../functions/publication/publication.ts'
import { type BundleOptions, bundle } from './bundle.ts'
import { readPublication } from './publication.ts'
import type { FunctionName } from './settings.ts'

/** A publication and the code of its functions, ready to be deployed. */
export type Built = { publication: Publication; folderOf: (name: FunctionName) => string }

/**
 * Reads a publication and bundles its functions into `out/bundles`.
 * @param file its `publication.yaml`; its own words lie beside it
 * @throws when something is wrong with it; the message names each place
 */
export const build = async (
  file = 'content/publication.yaml',
  options: BundleOptions = {},
): Promise<Built> => {
  const publication = readPublication(file)
  return { publication, folderOf: await bundle(publication, 'out/bundles', file, options) }
}
