import type { DecisionRecord } from '../../../sim/domain/miniserver/decision-record.ts'
import { REASONS } from '../../../sim/protocol/bus/decision-schema.ts'
import { clockText } from '../clock-text.ts'
import { type Html, html } from '../page/html.ts'
import { durationInWords, whoOf } from '../plain-words.ts'
import type { RunRecord } from '../trace.ts'

/** A decision with its reasons, for people who have not read the manual. */
export function decisionCard(decision: DecisionRecord, run: RunRecord): Html {
  const { outcome, reason, block, site, reader } = decision
  return html`<article class="card ${outcome === 'granted' ? 'good' : 'bad'}">
<h3>${outcome === 'granted' ? 'Granted' : 'Denied'} <span>${block ?? reader}</span></h3>
<p class="why">${REASONS[reason]}</p>
<dl>${factsOf(decision, run).map(([term, values]) => html`<div><dt>${term}</dt><dd>${values.map((value) => html`<p>${value}</p>`)}</dd></div>`)}</dl>
<p class="code">${reason} · ${site}/${reader}</p>
</article>`
}

type Fact = readonly [term: string, values: readonly (Html | string)[]]

function factsOf(decision: DecisionRecord, run: RunRecord): Fact[] {
  const { outcome, reason, user, credential, groups, paths, trust, effects, atMs, site } = decision
  const { zone = 'UTC', name = site } = run.sites.find((each) => each.site === site) ?? {}
  const { date, exactTime, offset } = clockText(zone, atMs)
  const facts: Fact[] = [
    ['Who', [whoOf(decision) ?? 'Nobody who is known here']],
    [
      'Presented',
      credential === undefined
        ? []
        : [`${KINDS[credential.kind] ?? credential.kind} ${credential.name ?? 'that nobody holds'}`],
    ],
    ['Groups', groups.length === 0 ? [] : [groups.join(', ')]],
    ['Permission', paths.map(pathFact)],
    ['Comes from', user?.origin === undefined ? [] : [`${user.origin.name}, by the Trust`]],
    [
      'Known as of',
      trust === undefined ? [] : [`record ${trust.seq} of ${user?.origin?.name ?? trust.origin}, epoch ${trust.epoch}`],
    ],
    ['Clock', [`${date}, ${exactTime} ${offset} at ${name}`]],
    [
      tellingOf(outcome, reason),
      effects.flatMap((each) =>
        each.type === 'pulse' || each.type === 'input' ? [`${each.name}, for ${durationInWords(each.pulseMs)}`] : [],
      ),
    ],
  ]
  return facts.filter(([, values]) => values.length > 0)
}

function tellingOf(outcome: DecisionRecord['outcome'], reason: DecisionRecord['reason']): string {
  if (outcome === 'denied') return 'Tells'
  return reason === 'DIGITAL_INPUT' ? 'Sets off' : 'Opens'
}

const KINDS: Readonly<Record<string, string>> = {
  tag: 'tag',
  ibutton: 'iButton',
  code: 'code',
  external: 'external medium',
}

type PermissionPath = DecisionRecord['paths'][number]

function pathFact({ effect, path, schedule }: PermissionPath): Html {
  const verb = effect === 'deny' ? html`<b class="bad">denied</b>` : 'allowed'
  if (schedule === undefined) return html`${verb} to ${pathInEnglish(path)}, always`
  const state = schedule.active ? html`<b class="good">now</b>` : html`<b class="bad">not now</b>`
  return html`${verb} to ${pathInEnglish(path)}, by schedule “${schedule.name}”: ${state}`
}

const PARTS: Readonly<Record<string, string>> = { U: '', UG: 'group ', TM: 'Trust member ', R: 'room ', C: 'category ' }

/** `UG:Staff/R:Hall` as `group Staff, for room Hall`. A path joins its parts by `/`; one in a name is written `\/` (P-2). */
function pathInEnglish(path: string): string {
  const parts = path.split(/(?<!\\)\//).map((part) => {
    const colon = part.indexOf(':')
    const name = part.slice(colon + 1).replaceAll(/\\(.)/g, '$1')
    return `${PARTS[part.slice(0, colon)] ?? `${part.slice(0, colon)} `}${name}`
  })
  return parts.join(' › ')
}
