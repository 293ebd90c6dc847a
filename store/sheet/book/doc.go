// Package book writes workbooks (XLSX, ECMA-376): a few sheets of typed cells,
// numbers as numbers, days as days, and text that stays text whatever it begins
// with. It does not know what the cells mean.
//
// It is pure and imports fault and figure only. It is the only package that
// imports excelize to write.
package book
