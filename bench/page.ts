import type { Judged } from './judge.ts'
import type { Machine } from './machine.ts'
import { cellsOf, figure, HEADINGS } from './table.ts'

/** docs/reference/benchmarks.md: what a run has measured. */
export function pageOf(
  judged: readonly Judged[],
  { date, system, processor, memoryGiB, versions, load }: Machine,
): string {
  const on = Object.entries(versions).map(([name, version]) => `${name} ${version}`)
  return [
    '# Benchmarks, as last measured',
    '',
    'Written by `make bench ARGS=--write`. Each line stands beside a peer: the same work with nothing of ours in it, measured in the',
    'same run, by turns. Ours and the peer’s are medians over the rounds; the ratio is that of each round, as median (min–max).',
    'The noise is the peer’s ratio to itself: two equal things differ by as much on this machine. A line is `invalid` when its peer was',
    'slower than half of its row in [limits](../limits.md).',
    '',
    `Measured on ${date}: ${processor}, ${memoryGiB} GiB, ${system}; ${on.join(', ')}; load ${load.toFixed(1)} at the end.`,
    '',
    row(HEADINGS),
    row(HEADINGS.map(() => '---')),
    ...judged.map((each) => row(cellsOf(each))),
    '',
    ...judged.flatMap(explained),
    '',
  ].join('\n')
}

function explained({ line, expected, peer }: Judged): string[] {
  const inLimits = expected === undefined ? '' : `, ${figure(expected)} in limits.md`
  return [
    `- **${line.name}**: ${line.about}. Peer: ${line.peerName}; ${figure(peer.median)} here${inLimits} (${line.unit}).`,
    ...line.notes.map((note) => `  ${note}.`),
  ]
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}
