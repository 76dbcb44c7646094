import { randomInt } from 'node:crypto'
import type { JsonStore } from '../state.ts'
import type { Resource, Resources } from '../types.ts'
import { arnOf, idOf, type Kinds, nameOf } from './kind.ts'

type Generate = {
  PasswordLength?: number
  ExcludeCharacters?: string
  ExcludePunctuation?: boolean
  ExcludeNumbers?: boolean
  ExcludeLowercase?: boolean
  ExcludeUppercase?: boolean
  IncludeSpace?: boolean
  SecretStringTemplate?: string
  GenerateStringKey?: string
}

export const secrets: Kinds = {
  'AWS::SecretsManager::Secret': {
    identify: (it) => {
      const arn = arnOf(it, 'secretsmanager', `secret:${nameOf(it, 'Name')}-${idOf(it, 6)}`)
      return { physicalId: arn, attributes: { Arn: arn, Id: arn, Name: nameOf(it, 'Name') } }
    },
    deploy: async (resource, { state }) => {
      if (state.get(keyOf(resource)) === undefined) state.set(keyOf(resource), firstValueOf(resource))
    },
  },
}

/** Every secret of the template with its value, which was made once and is kept in the state. */
export const secretValues = (resources: Resources, state: JsonStore) =>
  resources.ofType('AWS::SecretsManager::Secret').map((resource) => ({
    arn: resource.physicalId,
    name: resource.attributes.Name!,
    value: state.get<string>(keyOf(resource)) ?? '',
  }))

const keyOf = ({ logicalId }: Resource) => `secret/${logicalId}`

const firstValueOf = ({ properties }: Resource): string => {
  if (typeof properties.SecretString === 'string') return properties.SecretString
  const generate = properties.GenerateSecretString as Generate | undefined
  const value = generate ? generated(generate) : ''
  if (!generate?.GenerateStringKey) return value
  return JSON.stringify({
    ...JSON.parse(generate.SecretStringTemplate ?? '{}'),
    [generate.GenerateStringKey]: value,
  })
}

// Alphabets and the length of 32: Secrets Manager API reference, GetRandomPassword.
const generated = (it: Generate): string => {
  const alphabet = [
    !it.ExcludeLowercase && 'abcdefghijklmnopqrstuvwxyz',
    !it.ExcludeUppercase && 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    !it.ExcludeNumbers && '0123456789',
    !it.ExcludePunctuation && '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
    it.IncludeSpace && ' ',
  ]
    .filter(Boolean)
    .join('')
  const allowed = [...alphabet].filter((letter) => !it.ExcludeCharacters?.includes(letter))
  return Array.from({ length: it.PasswordLength ?? 32 }, () => allowed[randomInt(allowed.length)]).join('')
}
