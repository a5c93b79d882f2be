/**
 * A process of its own, since a process has one peak: `peak` or `held` of a `week` or a `year`, in MiB. The peak is that of its resident
 * memory while it audits and writes all of it as JSON to nowhere; held is what the audit itself takes, after a collection.
 */
import { heapBytes } from '../access/heap.ts'
import { fromBundle } from '../modules.ts'
import { auditedCampus, INTERVALS, type IntervalName } from './campus.ts'

const MIB = 2 ** 20
const [, , kind, interval] = process.argv
const { buildAudit } = await fromBundle<typeof import('../../rigs/audit/build-audit.ts')>('rigs/audit/build-audit.ts')
const { auditJson } = await fromBundle<typeof import('../../rigs/audit/json.ts')>('rigs/audit/json.ts')
const rig = await auditedCampus()
const make = () => buildAudit(rig, INTERVALS[interval as IntervalName])
console.log(kind === 'held' ? heapBytes(make) / MIB : peakOf(make))

function peakOf(audit: typeof make): number {
  let characters = 0
  for (const piece of auditJson(audit())) characters += piece.length
  if (characters === 0) throw new TypeError('nothing was written')
  return (process.resourceUsage().maxRSS * 1_024) / MIB
}
