/** Whether an MQTT topic filter matches a topic: `+` is one level, `#` the rest, the parent level included. */
export function filterMatches(filter: string, topic: string): boolean {
  return filterCovers(filter, topic)
}

/** Whether everything that `narrow` matches is matched by `wide` too. A topic is a filter without wildcards. */
export function filterCovers(wide: string, narrow: string): boolean {
  const wideLevels = wide.split('/')
  const narrowLevels = narrow.split('/')
  for (const [index, level] of wideLevels.entries()) {
    if (level === '#') return true
    const other = narrowLevels[index]
    if (other === undefined || other === '#') return false
    if (level !== '+' && level !== other) return false
  }
  return wideLevels.length === narrowLevels.length
}

interface Node<T> {
  readonly children: Map<string, Node<T>>
  readonly here: Set<T>
}

/** Who subscribed what, by filter; finds the subscribers of a topic without asking each. */
export class FilterIndex<T> {
  readonly #root: Node<T> = emptyNode()

  add(filter: string, subscriber: T): void {
    let node = this.#root
    for (const level of filter.split('/')) {
      const child = node.children.get(level) ?? emptyNode()
      node.children.set(level, child)
      node = child
    }
    node.here.add(subscriber)
  }

  /** Takes a subscriber off a filter. Emptied branches stay: the filters of a rig come back. */
  delete(filter: string, subscriber: T): void {
    let node: Node<T> | undefined = this.#root
    for (const level of filter.split('/')) node = node?.children.get(level)
    node?.here.delete(subscriber)
  }

  /** Each subscriber once, however many of its filters match. */
  match(topic: string): Set<T> {
    const found = new Set<T>()
    collect(this.#root, topic.split('/'), 0, found)
    return found
  }
}

function collect<T>(node: Node<T>, levels: readonly string[], depth: number, found: Set<T>): void {
  for (const subscriber of node.children.get('#')?.here ?? []) found.add(subscriber)
  const level = levels[depth]
  if (level === undefined) {
    for (const subscriber of node.here) found.add(subscriber)
    return
  }
  for (const key of [level, '+']) {
    const child = node.children.get(key)
    if (child !== undefined) collect(child, levels, depth + 1, found)
  }
}

function emptyNode<T>(): Node<T> {
  return { children: new Map(), here: new Set() }
}
