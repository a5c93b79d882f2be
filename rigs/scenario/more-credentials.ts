import { RigError } from '../../sim/domain/errors.ts'
import { checkCredentials } from '../rig-file/checks/credentials.ts'
import { readSource } from '../rig-file/document.ts'
import { type Fault, printFault } from '../rig-file/fault.ts'
import { type ReadFile, readFromDisk } from '../rig-file/files.ts'
import { Secrets } from '../rig-file/schema/credentials.ts'
import { checkShape } from '../rig-file/schema-findings.ts'
import type { LooseRig, RigFile } from '../rig-file/shape.ts'

const CredentialSecrets = Secrets.pick({ credentials: true })

/** A rig with more credentials, or what is wrong: with the file (`absent`), or in it. */
export interface MoreCredentials {
  readonly rig?: RigFile
  readonly absent?: { readonly code: Fault['code']; readonly message: string }
  readonly faults: readonly Fault[]
}

/**
 * The rig with the credentials of a secrets file (mode 0600) added to its own. Of a name that both have, the file's id counts: the
 * card that somebody really has in the place of one that was made up.
 */
export function withMoreCredentials(rig: RigFile, path: string, readFile: ReadFile): MoreCredentials {
  const file = readFile(path, { isSecret: true })
  if ('code' in file) return { absent: file, faults: [] }
  const { document, faults } = readSource(file.text, path)
  if (document === undefined) return { faults }
  const { findings, rest } = checkShape(CredentialSecrets, document.value)
  const meaning = [...checkCredentials(rest as LooseRig)]
  const found = [...faults, ...[...findings, ...meaning].map((finding) => document.place(finding))]
  if (found.length > 0) return { faults: found }
  const { credentials = {} } = CredentialSecrets.parse(document.value)
  return { rig: { ...rig, credentials: { ...rig.credentials, ...credentials } }, faults: [] }
}

/** The same of a file that is known to be right. Throws RigError `RIG_INVALID` with every fault, one a line. */
export function loadMoreCredentials(rig: RigFile, path: string): RigFile {
  const { rig: more, absent, faults } = withMoreCredentials(rig, path, readFromDisk)
  if (more !== undefined) return more
  const missing = absent === undefined ? [] : [{ file: path, line: 1, column: 1, ...absent }]
  throw new RigError('RIG_INVALID', [...missing, ...faults].map(printFault).join('\n'))
}
