import "../js/menu.js";
import "../js/closes.js";
import "../js/days.js";
