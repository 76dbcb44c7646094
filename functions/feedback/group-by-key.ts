import { setImmediate as turnOfTheLoop } from 'node:timers/promises'

/**
 * Groups items given for the same key within one turn of the event loop, and handles each group at once. Lambda hands
 * over the records of one event side by side, and a batch's reports should cost one write in all, not one each.
 * @returns a function whose promise settles with that of the whole group
 */
export const createGroupByKey = <Item>(handle: (key: string, items: Item[]) => Promise<void>) => {
  const open = new Map<string, { items: Item[]; done: Promise<void> }>()
  const begin = (key: string) => {
    const items: Item[] = []
    const handOn = async () => {
      await turnOfTheLoop()
      open.delete(key)
      await handle(key, items)
    }
    const group = { items, done: handOn() }
    open.set(key, group)
    return group
  }
  return (key: string, item: Item): Promise<void> => {
    const group = open.get(key) ?? begin(key)
    group.items.push(item)
    return group.done
  }
}
