import { versionFault } from '../../cli/node-version.ts'
import type { Examine } from '../part.ts'

export const examineNode: Examine = async () => {
  const fault = versionFault(process.versions.node)
  const { version, platform, arch } = process
  if (fault === undefined)
    return { part: 'Node', state: 'ok', found: `${version}, ${platform} ${arch}`, isNeeded: true }
  return { part: 'Node', state: 'missing', found: fault, mend: 'https://nodejs.org', isNeeded: true }
}
