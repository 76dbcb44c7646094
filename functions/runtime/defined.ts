/** Fields of which those that may be `undefined` may be absent instead, and are never `undefined`. */
export type Defined<Fields> = {
  -readonly [Key in keyof Fields as undefined extends Fields[Key] ? never : Key]: Fields[Key]
} & {
  -readonly [Key in keyof Fields as undefined extends Fields[Key] ? Key : never]?: Exclude<
    Fields[Key],
    undefined
  >
}

/**
 * Leaves out what is `undefined`, and nothing else: `false`, `0`, `''` and `null` stay. For fields that are absent when
 * there is nothing to say: `{ id, ...defined({ number, title }) }`.
 * @returns a new object, its keys in the order of `fields`
 */
export const defined = <const Fields extends object>(fields: Fields): Defined<Fields> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<Fields>
