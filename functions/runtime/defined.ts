/** The same fields, where those that may be `undefined` become optional and never hold `undefined`. */
export type Defined<Fields> = {
  -readonly [Key in keyof Fields as undefined extends Fields[Key] ? never : Key]: Fields[Key]
} & {
  -readonly [Key in keyof Fields as undefined extends Fields[Key] ? Key : never]?: Exclude<
    Fields[Key],
    undefined
  >
}

/**
 * Drops fields that are `undefined` and no others: `false`, `0`, `''` and `null` stay. Use it for optional fields: `{
 * id, ...defined({ number, title }) }`.
 * @returns a new object, with its keys in the order of `fields`
 */
export const defined = <const Fields extends object>(fields: Fields): Defined<Fields> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<Fields>
