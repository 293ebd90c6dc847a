package chart

func (b *builder) shares()   {}
func (b *builder) capex()    {}
func (b *builder) path()     {}
func (b *builder) cashflow() {}
func (b *builder) crossing() {}
