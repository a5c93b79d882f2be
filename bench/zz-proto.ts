import { campus, WEEK_FROM_MS, DAY_MS } from './access/campus.ts'
import { randomOf } from './access/random.ts'
const src = process.env.SRC ?? '/work/main/sim/domain/access'
const { compileAccess, userChanged } = await import(`${src}/access-index.ts`)
const { decide } = await import(`${src}/decide.ts`)
const { zoneTable } = await import('/work/main/sim/io/zone.ts')
const zone = zoneTable('Europe/Vienna', Date.UTC(2010,0,1), Date.UTC(2035,0,1))
const program = await campus(10_000)
const N = 200_000
const fresh = (s:string) => process.env.SAME ? s : Buffer.from(s).toString()
const random = randomOf(2)
const users = [...program.users.values()]
const tags = users.map(u=>fresh(u.tags[0]!.id)), doors=[...program.controls.keys()].map(k=>fresh(`access:${k}`)) as any[]
const qu = new Int32Array(N), qb = new Int32Array(N), qa = new Float64Array(N)
for (let i=0;i<N;i++) { qu[i]=random(10_000); qb[i]=random(500); qa[i]=WEEK_FROM_MS + (process.env.RANDOM ? random(7*DAY_MS) : Math.floor(i*7*DAY_MS/N)) }
const origins = { isOnline: () => true }
const t0 = performance.now(); let index = compileAccess(program); console.log('first compile', performance.now()-t0)
const cs=[]; for (let i=0;i<7;i++){ const t=performance.now(); index = compileAccess(program); cs.push(Math.round(performance.now()-t)) } console.log('compile', cs.join())
const reasons: Record<string, number> = {}
for (let i=0;i<N;i++) { const r = decide(index,{credential:{kind:'tag',id:tags[qu[i]!]!},object:doors[qb[i]!]!},qa[i]!,zone,origins).reason; reasons[r]=(reasons[r]??0)+1 }
console.log(JSON.stringify(reasons))
// hand bitset
const byTag = new Map(users.map((u,n)=>[u.tags[0]!.id,n])), byDoor = new Map([...program.controls.keys()].map((k,n)=>[`access:${k}`,n]))
const bits = new Uint32Array(10_000*16).map(()=>random(2**32)&random(2**32)), from=new Float64Array(10_000).map(()=>WEEK_FROM_MS-random(30)*DAY_MS), until=from.map(f=>f+40*DAY_MS)
const week = Array.from({length:500},()=>new Uint32Array(315).map(()=>random(2**32)))
function hand(tag: string, door: string, at: number): boolean {
  const u=byTag.get(tag), b=byDoor.get(door); if (u===undefined||b===undefined) return false
  if (at<from[u]!||at>=until[u]!) return false
  if (((bits[u*16+(b>>>5)]!>>>(b&31))&1)===0) return false
  const m=Math.floor((at-WEEK_FROM_MS)/60000)%10080
  return ((week[b]![m>>>5]!>>>(m&31))&1)===1
}
const hr: number[]=[], or: number[]=[], ch: number[]=[]
for (let round=0; round<11; round++) {
  let t=performance.now(), g=0; for (let i=0;i<N;i++) if (hand(tags[qu[i]!]!,doors[qb[i]!]!,qa[i]!)) g++
  hr.push(Math.round(N/(performance.now()-t)/10)/100)
  t=performance.now(); for (let i=0;i<N;i++) if (decide(index,{credential:{kind:'tag',id:tags[qu[i]!]!},object:doors[qb[i]!]!},qa[i]!,zone,origins).outcome==='granted') g++
  or.push(Math.round(N/(performance.now()-t)/10)/100)
  t=performance.now(); for (let i=0;i<N;i++) { if (i%1000===0) userChanged(index, program, users[(i*7)%10000]!.uuid); if (decide(index,{credential:{kind:'tag',id:tags[qu[i]!]!},object:doors[qb[i]!]!},qa[i]!,zone,origins).outcome==='granted') g++ }
  ch.push(Math.round(N/(performance.now()-t)/10)/100)
}
console.log('hand ', hr.join(' ')); console.log('ours ', or.join(' ')); console.log('after', ch.join(' '))
