/** Everything that is said in Chinese: a script of its own, which only those load who read it. */
export { optionsZh } from './optionsZh';
export { zh } from './zh';
