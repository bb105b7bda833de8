import "../js/menu.js";
import "../js/errors.js";
import "../js/guard.js";
import "../js/combobox.js";
import "../js/now.js";
import "../js/places.js";
import "../js/print.js";
import "../js/announce.js";
