import { heatMapPage } from '../../../../rigs/evidence/heat-map/page.ts'

/** The page of an audit, all of it. */
export function heatMapText(...given: Parameters<typeof heatMapPage>): string {
  return [...heatMapPage(...given)].join('')
}
