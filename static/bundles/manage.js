import "../js/menu.js";
import "../js/errors.js";
import "../js/guard.js";
import "../js/unsaved.js";
import "../js/accent.js";
import "../js/questions.js";
import "../js/announce.js";
