/** Creates a function that makes names unique: the second `x` becomes `x-2`. */
export const createUnique = () => {
  const taken = new Set<string>()
  return (wanted: string): string => {
    let name = wanted
    for (let number = 2; taken.has(name); number += 1) name = `${wanted}-${number}`
    taken.add(name)
    return name
  }
}
