import { RigError } from '../../sim/domain/errors.ts'
import { assemble } from './assemble.ts'
import { checkMeaning } from './checks/index.ts'
import { readSource } from './document.ts'
import { type Fault, inOrder, printFault } from './fault.ts'
import { FILE_SIZE_MAX, type ReadFile, readFromDisk } from './files.ts'
import type { Finding } from './finding.ts'
import { lint } from './lint.ts'
import { RigFile as RigFileSchema } from './schema/rig.ts'
import { checkShape } from './schema-findings.ts'
import type { LooseRig, RigFile } from './shape.ts'

/** What a rig file says, or everything that is wrong with it. Lints forbid nothing. Both are in the order of reading. */
export interface RigFileReading {
  /** Exactly when there are no faults. */
  readonly rig?: RigFile
  readonly faults: readonly Fault[]
  /** Looked for only where there are no faults. */
  readonly lints: readonly Fault[]
  /** Where something that the rig says is written; with `rig`. */
  readonly place?: (finding: Finding) => Fault
}

/** Reads and checks a rig file and the files it names, from this machine's disk. */
export function readRigFile(path: string, readFile: ReadFile = readFromDisk): RigFileReading {
  const file = readFile(path)
  if ('code' in file) return { faults: [{ file: path, line: 1, column: 1, ...file }], lints: [] }
  return parseRigFile(file.text, path, readFile)
}

/**
 * Checks the text of a rig file: every fault of YAML, shape and meaning at once, each with its place.
 *
 * @param path where the text is from, for messages and for the paths in it
 * @param readFile reads the files it names; left out, naming one is a fault
 */
export function parseRigFile(text: string, path: string, readFile: ReadFile = refuseFiles): RigFileReading {
  if (Buffer.byteLength(text) > FILE_SIZE_MAX) {
    return {
      faults: [{ file: path, line: 1, column: 1, code: 'FILE_TOO_LARGE', message: 'It has more than 10 MiB.' }],
      lints: [],
    }
  }
  const { document, faults } = readSource(text, path)
  if (document === undefined) return { faults: inOrder(faults), lints: [] }

  const assembly = assemble(document, readFile)
  const shape = checkShape(RigFileSchema, assembly.value)
  const loose = (typeof shape.rest === 'object' && shape.rest !== null ? shape.rest : {}) as LooseRig
  const findings = [...shape.findings, ...checkMeaning(loose)]
  const all = [...faults, ...assembly.faults, ...findings.map((finding) => assembly.place(finding))]
  if (all.length > 0) return { faults: inOrder(all), lints: [] }
  const rig = assembly.value as RigFile
  const lints = inOrder(lint(rig).map((finding) => assembly.place(finding)))
  return { rig, faults: [], lints, place: (finding) => assembly.place(finding) }
}

/** A rig file that is known to be right. Throws RigError `RIG_INVALID` with every fault, one a line. */
export function loadRigFile(path: string): RigFile {
  const { rig, faults } = readRigFile(path)
  if (rig !== undefined) return rig
  throw new RigError('RIG_INVALID', faults.map(printFault).join('\n'))
}

const refuseFiles: ReadFile = (path) => ({ code: 'FILE_UNREADABLE', message: `${path} is not read here.` })
