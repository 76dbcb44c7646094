import { setImmediate as turnOfTheLoop } from 'node:timers/promises'

/**
 * Groups items given for the same key within one turn of the event loop, and handles each group at once. Lambda hands
 * over the records of one event side by side, and a batch's reports should cost one write in all, not one each.
 * @param handle returns a result for each item, in their order
 * @returns a function whose promise settles with an item's result, or fails with the whole group
 */
export const createGroupByKey = <Item, Result>(
  handle: (key: string, items: Item[]) => Promise<readonly Result[]>,
) => {
  const open = new Map<string, { items: Item[]; done: Promise<readonly Result[]> }>()
  const begin = (key: string) => {
    const items: Item[] = []
    const handOn = async () => {
      await turnOfTheLoop()
      open.delete(key)
      return handle(key, items)
    }
    const group = { items, done: handOn() }
    open.set(key, group)
    return group
  }
  return async (key: string, item: Item): Promise<Result> => {
    const group = open.get(key) ?? begin(key)
    const place = group.items.push(item) - 1
    return (await group.done)[place]!
  }
}
