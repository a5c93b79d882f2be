import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  visit,
  type YAMLError,
  type YAMLMap,
} from 'yaml'
import type { Fault } from './fault.ts'
import type { Finding, Path } from './finding.ts'

/** What follows the first faults of syntax is mostly their consequence. */
const SYNTAX_FAULTS_MAX = 3

/** A YAML file as plain data that still knows where everything stood. */
export interface SourceDocument {
  readonly file: string
  readonly value: unknown
  /** The place of a finding whose path begins at this document's root; of what is nearest, where the path ends early. */
  place(finding: Finding): Fault
}

export interface SourceReading {
  /** Absent when the text is not YAML, so that nothing can be said about its contents. */
  readonly document?: SourceDocument
  readonly faults: readonly Fault[]
}

/**
 * Reads YAML 1.2: anchors and aliases, no merge keys, no tags of other languages; nothing in it is ever run.
 *
 * A key that is there twice is a fault, and the last one counts for what else is looked at.
 */
export function readSource(text: string, file: string): SourceReading {
  const lines = new LineCounter()
  const fault = (offset: number, code: Fault['code'], message: string): Fault => {
    const { line, col } = lines.linePos(offset)
    return { file, line: Math.max(line, 1), column: Math.max(col, 1), code, message }
  }
  try {
    // The parser's own look for keys that are there twice takes the square of their number.
    const yaml = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false })
    const broken = [...yaml.errors, ...yaml.warnings].map((error) =>
      fault(error.pos[0], 'YAML_SYNTAX', sentence(error)),
    )
    const twice: Fault[] = []
    visit(yaml, {
      Alias: (_, alias) => {
        for (const message of aliasFaults(yaml, alias)) broken.push(fault(startOf(alias), 'YAML_SYNTAX', message))
      },
      Map: (_, map) => {
        for (const { key } of repeated(map)) twice.push(fault(startOf(key), 'DUPLICATE_KEY', TWICE))
      },
    })
    if (broken.length > 0) return { faults: broken.slice(0, SYNTAX_FAULTS_MAX) }
    const place = ({ path, at, code, message, mend, names }: Finding): Fault => ({
      ...fault(offsetOf(yaml, path, at), code, message),
      ...(mend !== undefined && { mend }),
      ...(names !== undefined && { names }),
    })
    return { document: { file, value: yaml.toJS(), place }, faults: twice }
  } catch (error) {
    // Too deep for the stack, or too many aliases.
    const why = error instanceof Error ? error.message : 'it is not YAML'
    return { faults: [fault(0, 'YAML_SYNTAX', `Cannot be read: ${why}.`)] }
  }
}

const TWICE = 'This key is there already, further up.'

function repeated(map: YAMLMap): Pair[] {
  const seen = new Set<string>()
  return map.items.filter((pair) => {
    const key = keyOf(pair)
    const isThere = seen.has(key)
    seen.add(key)
    return isThere
  })
}

function aliasFaults(yaml: Document, alias: Alias): string[] {
  const anchored = alias.resolve(yaml)
  if (anchored === undefined) return [`There is no anchor &${alias.source} before this.`]
  return contains(anchored, alias) ? [`The anchor &${alias.source} contains itself.`] : []
}

function contains(node: Node, alias: Alias): boolean {
  const [begin = 0, , end = 0] = node.range ?? []
  const [at = -1] = alias.range ?? []
  return begin <= at && at < end
}

/** Without the piece of the file that some messages quote: it may be a password. */
function sentence({ message }: YAMLError): string {
  return `${message.replace(/: ".*$/s, '').replace(/\.$/, '')}.`
}

function offsetOf(yaml: Document, path: Path, at: Finding['at']): number {
  let node: unknown = yaml.contents
  let key: unknown
  for (const part of path) {
    const inside = isAlias(node) ? node.resolve(yaml) : node
    if (isMap(inside)) {
      const pair = inside.items.findLast((item) => keyOf(item) === String(part))
      if (pair === undefined) return startOf(key ?? node)
      key = pair.key
      node = pair.value
    } else if (isSeq(inside) && typeof part === 'number' && inside.items[part] !== undefined) {
      key = undefined
      node = inside.items[part]
    } else {
      return startOf(key ?? node)
    }
  }
  return startOf(at === 'key' || isEmpty(node) ? (key ?? node) : node)
}

function keyOf({ key }: Pair): string {
  return isScalar(key) ? String(key.value) : String(key)
}

/** `rooms:` with nothing behind it: the key is where to look. */
function isEmpty(node: unknown): boolean {
  return !isNode(node) || (isScalar(node) && node.value === null)
}

function startOf(node: unknown): number {
  return isNode(node) ? (node.range?.[0] ?? 0) : 0
}
