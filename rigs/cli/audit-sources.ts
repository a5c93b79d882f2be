import { resolve } from 'node:path'
import { RigError } from '../../sim/domain/errors.ts'
import type { CompactAudit } from '../audit/compact-audit.ts'
import type { AuditDiff } from '../audit/diff.ts'
import type { RigCommandInput } from '../control/commands/index.ts'
import { type CallerOption, callerFor } from './callers.ts'
import { type ConnectedRig, connect } from './connect.ts'
import { rigFilePath } from './find-rig.ts'
import type { Terminal } from './terminal.ts'
import type { RigOption } from './verb.ts'

export type AuditAsked = Omit<RigCommandInput<'audit'>, 'document' | 'caller'>

/** What can be audited: a rig that runs, or the file of one that does not. */
export interface AuditSource {
  audit(asked: AuditAsked): Promise<CompactAudit>
  /** @param other `document`, `document:NAME`, or a rig file by its path or its name in rigs/ */
  diff(asked: AuditAsked, other: string): Promise<AuditDiff>
}

/** The running rig; where it does not run, its file as it would start. */
export async function auditSource(terminal: Terminal, options: RigOption & CallerOption): Promise<AuditSource> {
  try {
    return runningSource(await connect(terminal, options), terminal, options)
  } catch (error) {
    if (!(error instanceof RigError && error.code === 'NO_RIG')) throw error
  }
  return fileSource(rigFilePath(terminal.folder, options.rig), terminal)
}

function runningSource({ card, call }: ConnectedRig, terminal: Terminal, { user }: CallerOption): AuditSource {
  const [site = ''] = Object.keys(card.miniservers)
  const callerOf = ({ sites }: AuditAsked) =>
    callerFor(card, sites?.[0] ?? site, user === undefined ? {} : { user }, terminal)
  return {
    audit: (asked) => call('audit-compact', { ...asked, ...callerOf(asked) }),
    diff: (asked, other) => call('audit-diff', { ...asked, ...callerOf(asked), ...comparedWith(other, terminal) }),
  }
}

async function fileSource(path: string, terminal: Terminal): Promise<AuditSource> {
  const [{ fileRig }, { auditInterval }, { readFrom }] = await Promise.all([
    import('../audit/file-rig.ts'),
    import('../audit/interval.ts'),
    import('../rig-file/files.ts'),
  ])
  const { folder } = terminal
  const here = fileRig(path, readFrom(folder))
  terminal.tell(`no rig runs here; this is ${path} as it would start`)
  const intervalOf = (asked: AuditAsked) => auditInterval(asked, here.rig.sites[0]?.timeZone ?? 'UTC', Date.now())
  return {
    async audit(asked) {
      const { buildAudit } = await import('../audit/build-audit.ts')
      return buildAudit(here.rig, intervalOf(asked), asked)
    },
    async diff(asked, other) {
      if (DOCUMENT.test(other))
        throw new RigError('NO_RIG', 'documents are open on a rig that runs; compare with a rig file')
      const { compareAudits } = await import('../audit/compare-audits.ts')
      return compareAudits(
        here,
        { ...fileRig(rigFilePath(folder, other), readFrom(folder)), name: other },
        intervalOf(asked),
        asked,
      )
    },
  }
}

const DOCUMENT = /^document(?::(.+))?$/
const DEFAULT_DOCUMENT = 'config'

function comparedWith(other: string, { folder }: Terminal): { document?: string; file?: string } {
  const document = DOCUMENT.exec(other)
  return document === null
    ? { file: resolve(folder, rigFilePath(folder, other)) }
    : { document: document[1] ?? DEFAULT_DOCUMENT }
}
