// What an embed fetches when its reader asks for the full graph.
export {Graph} from './graph.js';
