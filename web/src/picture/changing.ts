/** Pictures of change, fetched with the questions that ask for them. */

export { pictureOfChanges } from './changes';
export { pictureOfScenario } from './scenario';
export { formerShades, pictureOfSeries, titleOfSeries } from './series';
