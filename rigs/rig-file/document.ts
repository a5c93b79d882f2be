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
    const yaml = parseDocument(text, { lineCounter: lines, prettyErrors: false })
    const faults = [...yaml.errors, ...yaml.warnings].map((error) => fault(error.pos[0], ...described(error)))
    visit(yaml, {
      Alias: (_, alias) =>
        checkAlias(yaml, alias, (message) => faults.push(fault(startOf(alias), 'YAML_SYNTAX', message))),
    })
    const broken = faults.filter(({ code }) => code !== 'DUPLICATE_KEY')
    if (broken.length > 0) return { faults: broken.slice(0, SYNTAX_FAULTS_MAX) }
    const place = ({ path, at, code, message }: Finding) => fault(offsetOf(yaml, path, at), code, message)
    return { document: { file, value: yaml.toJS(), place }, faults }
  } catch (error) {
    // Too deep for the stack, or too many aliases.
    return {
      faults: [fault(0, 'YAML_SYNTAX', `Cannot be read: ${error instanceof Error ? error.message : 'not YAML'}.`)],
    }
  }
}

function checkAlias(yaml: Document, alias: Alias, tell: (message: string) => void): void {
  const anchored = alias.resolve(yaml)
  if (anchored === undefined) tell(`There is no anchor &${alias.source} before this.`)
  else if (contains(anchored, alias)) tell(`The anchor &${alias.source} contains itself.`)
}

function contains(node: Node, alias: Alias): boolean {
  const [begin = 0, , end = 0] = node.range ?? []
  const [at = -1] = alias.range ?? []
  return begin <= at && at < end
}

function described(error: YAMLError): [Fault['code'], string] {
  if (error.code === 'DUPLICATE_KEY') return ['DUPLICATE_KEY', 'This key is there already, further up.']
  // Without the piece of the file that some messages quote: it may be a password.
  const sentence = error.message.replace(/: ".*$/s, '').replace(/\.$/, '')
  return ['YAML_SYNTAX', `${sentence}.`]
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
